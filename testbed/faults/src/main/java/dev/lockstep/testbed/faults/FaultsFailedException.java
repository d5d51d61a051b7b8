/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

/** The run cannot go on; says why and where to look. */
final class FaultsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultsFailedException(String message) {
        super(message);
    }
}
