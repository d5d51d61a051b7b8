/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

/** What the rounds are waiting for. */
public enum RoundStage {
    /** Nothing yet, or the next round is not due. */
    IDLE,
    /** Our own reading of the source's topics. */
    CATCH_UP,
    /** The mover's committed offsets. */
    MOVER,
    /** The row written into the target, and what its capture has committed. */
    MARKER,
    /** The fixed wait of settle mode. */
    SETTLE,
    /** Our own reading of the target's topics. */
    TARGET_INGEST,
    /** Our own reading of the source's topics, once more. */
    SOURCE_INGEST,
    /** The reconciler's reading of the markers. */
    CONFIRM
}
