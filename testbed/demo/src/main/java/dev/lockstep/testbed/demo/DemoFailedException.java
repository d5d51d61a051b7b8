/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

/** The demo cannot go on, or has shown what it must not show. The message is for the person who runs it. */
final class DemoFailedException extends Exception {
    private static final long serialVersionUID = 1;

    DemoFailedException(String message) {
        super(message);
    }
}
