/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

/** Tells whether this JVM is ending already, after Ctrl-C for one. Then parts that fail are no news. */
final class Ending {
    private Ending() {}

    static boolean begun() {
        try {
            // Refused from the moment on at which the hooks run; does nothing before.
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
