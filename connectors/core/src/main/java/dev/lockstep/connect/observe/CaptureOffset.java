/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.Map;
import java.util.Optional;

/** How far the capture is that fills the data topics, in its own words. Thread-safe. */
public interface CaptureOffset extends AutoCloseable {
    /** Behind records that are in their topics, and all before them; empty before the first. */
    Optional<Map<String, ?>> now() throws InterruptedException;

    @Override
    void close();
}
