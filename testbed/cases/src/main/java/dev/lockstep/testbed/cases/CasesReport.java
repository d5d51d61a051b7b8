/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import java.util.List;

/** How a folder of cases ended; its components are the fields of the JSON report. */
record CasesReport(int cases, int agree, int falseEqual, int falseDifferent, List<CaseResult> results) {
    static CasesReport of(List<CaseResult> results) {
        return new CasesReport(
                results.size(),
                (int) results.stream().filter(CaseResult::agree).count(),
                (int) results.stream().filter(CaseResult::falseEqual).count(),
                (int) results.stream().filter(CaseResult::falseDifferent).count(),
                List.copyOf(results));
    }

    String line() {
        return agree + " of " + cases + " agree, false equal " + falseEqual + ", false different " + falseDifferent;
    }
}
