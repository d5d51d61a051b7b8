/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

/** The run cannot go on; says why and where to look. */
final class ChaosFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChaosFailedException(String message) {
        super(message);
    }
}
