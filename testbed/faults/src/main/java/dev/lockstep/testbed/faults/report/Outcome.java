/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.report;

/** What came of a fault. */
public enum Outcome {
    /** Exactly the verdicts that had to come came, and were resolved when it was mended. */
    FOUND(true, "found"),
    /** No verdict, and none had to come, because nothing was lost. */
    EQUAL(true, "equal, rightly"),
    /** No verdict, as was known before. */
    UNSEEN(true, "not seen, as known"),
    /** It was not planted, for a reason that is told. */
    NOT_PLANTED(true, "not planted"),
    /** A verdict that had to come did not come in time. */
    MISSED(false, "MISSED"),
    /** Another verdict came. */
    WRONG(false, "WRONG VERDICT"),
    /** The verdict stayed although the fault was mended. */
    NOT_RESOLVED(false, "NOT RESOLVED");

    private final boolean good;
    private final String words;

    Outcome(boolean good, String words) {
        this.good = good;
        this.words = words;
    }

    public boolean isGood() {
        return good;
    }

    public String words() {
        return words;
    }
}
