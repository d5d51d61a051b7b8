/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

/** A run that came to nothing; the others go on. */
final class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunFailedException(String message) {
        super(message);
    }
}
