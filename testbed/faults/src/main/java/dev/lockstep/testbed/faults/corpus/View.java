/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

/** How the target is looked at. */
public enum View {
    /** An observer reads the target, all of it again and again. */
    SCANNED(true),
    /** An observer reads all of the target once, and then the rows whose keys come by in the data topics, and no others. */
    FOLLOWED(false),
    /** Change capture of the target writes topics. */
    CAPTURED(true),
    /** Nobody looks at it: an observer reads the source, all of it again and again. */
    AUDITED(true);

    private final boolean seesRogueChanges;

    View(boolean seesRogueChanges) {
        this.seesRogueChanges = seesRogueChanges;
    }

    /** Whether it sees what changes in the target although nothing came by in a data topic. */
    public boolean seesRogueChanges() {
        return seesRogueChanges;
    }
}
