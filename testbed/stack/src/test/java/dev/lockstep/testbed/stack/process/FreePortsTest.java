/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void givesNoPortTwice() {
        List<Integer> ports = Stream.generate(FreePorts::next).limit(50).toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void staysBelowThePortsOfOutgoingConnections() {
        assertThat(FreePorts.next()).isBetween(20_000, 32_000);
    }
}
