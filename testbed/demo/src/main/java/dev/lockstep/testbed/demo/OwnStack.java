/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.layout.Layout;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A stack of this process: it ends when it is closed, and at the latest with this JVM. */
final class OwnStack implements Venue {
    private final Stack stack;
    private final Path validatorProperties;
    private ValidatorProcess validator;

    private OwnStack(Stack stack, Path validatorProperties) {
        this.stack = stack;
        this.validatorProperties = validatorProperties;
    }

    static OwnStack start(Layout layout, DemoOptions options, Path validatorProperties) {
        Stack stack = Stack.builder()
                .layout(layout)
                .postgres(options.sourceMajor(), options.targetMajor())
                .start();
        return new OwnStack(stack, validatorProperties);
    }

    @Override
    public Database source() {
        return stack.source();
    }

    @Override
    public Database target() {
        return stack.target();
    }

    @Override
    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    @Override
    public URI connectUrl() {
        return stack.worker().url();
    }

    @Override
    public ConnectRest connect() {
        return stack.connect();
    }

    @Override
    public Path logs() {
        return stack.logs();
    }

    @Override
    public void startValidator() {
        Map<String, String> overrides = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "state.dir",
                stack.data().resolve("validator").toString());
        validator = stack.startValidator(validatorProperties, overrides, "validator");
    }

    @Override
    public Optional<String> validatorFailure() {
        return validator == null || validator.running()
                ? Optional.empty()
                : Optional.of("the validator has ended, see " + validator.log());
    }

    @Override
    public void close() {
        stack.close();
    }
}
