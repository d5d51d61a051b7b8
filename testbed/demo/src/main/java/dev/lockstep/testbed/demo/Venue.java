/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.database.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The running stack that a demo uses: {@link OwnStack} ends with it, {@link KeptStack} goes on. Confined to one
 * thread.
 */
interface Venue extends AutoCloseable {
    Database source();

    Database target();

    String bootstrapServers();

    URI connectUrl();

    ConnectRest connect();

    /** The folder with the logs of all its processes. */
    Path logs();

    /** Starts the validator with the demo's properties, if it does not run already. */
    void startValidator();

    /** What is wrong with the validator, as far as can be seen from here. */
    Optional<String> validatorFailure();

    @Override
    void close();
}
