/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

/**
 * Free TCP ports on loopback.
 *
 * <p>Ports come from below the range that operating systems give to outgoing connections, at random: a port found
 * free is then unlikely to be taken before the server that gets it binds it. No port is given out twice by one JVM.
 * Thread-safe.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /** A port nobody listens on. */
    public static synchronized int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FIRST + RANDOM.nextInt(LAST - FIRST);
            if (!GIVEN.contains(port) && free(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new StartFailedException("No free port found on loopback between " + FIRST + " and " + LAST + " in "
                + ATTEMPTS + " attempts: stop other servers.");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
