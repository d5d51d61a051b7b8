/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.faults.corpus.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How the target is looked at: the connector it takes, and what the validator has to be told. Immutable. */
public interface Observation {
    /** What can be expected of it. */
    View view();

    /** For reports. */
    String title();

    /** Whether it has to run before the first row is moved; otherwise it needs the data topics and starts last. */
    boolean startsFirst();

    /** What the target needs for it, as SQL. */
    List<String> target();

    /**
     * The connector that looks.
     *
     * @param config the folder with the files that users begin with
     */
    ObjectNode connector(Path config);

    /**
     * All settings of the validator that are this way's own.
     *
     * @param config the folder with the files that users begin with
     */
    Map<String, String> validatorSettings(Path config);
}
