/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.cli.engine.Finding;
import java.util.List;

/** Takes the results of a comparison as they come. Called by one thread. */
public interface Report {

    /** Who is compared, under which policy. */
    void begin(String sourceProduct, String targetProduct, String policyId);

    void beginTable(String source, String target);

    /** @param key for people: a JSON array of the key's values, or for rows without key the digest in quotes */
    void finding(Finding.Kind kind, String key, long sourceRows, long targetRows, List<String> columns);

    void endTable(TableResult result);

    void end(Outcome outcome);
}
