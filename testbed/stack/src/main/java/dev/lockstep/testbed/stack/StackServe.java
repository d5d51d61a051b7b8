/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.process.ShutdownOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The supervisor of a stack: owns its processes until it is told to end (SIGTERM). */
@Command(name = "serve", hidden = true)
final class StackServe implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Option(names = "--folder", required = true)
    private Path path;

    @Option(names = "--parent", required = true, description = "process to die with until the stack is ready")
    private long parent;

    private final AtomicBoolean ready = new AtomicBoolean();

    @Override
    public Integer call() throws InterruptedException {
        StackFolder folder = new StackFolder(path);
        long self = ProcessHandle.current().pid();
        StackRegistry.register(folder, self);
        // First in, last out: the registration goes when everything is stopped.
        ShutdownOrder.add(() -> StackRegistry.unregister(folder));
        dieWithParent();
        Stack stack = options.builder().start(folder);
        ShutdownOrder.add(stack::close);
        Optional<Long> validator = options.validator().map(file -> startValidator(stack, file));
        ready.set(true);
        StackDescription.of(stack, self, validator).write(folder.description());
        new CountDownLatch(1).await();
        return 0;
    }

    private static long startValidator(Stack stack, Path file) {
        Map<String, String> overrides = Map.of(
                "bootstrap.servers", stack.bootstrapServers(),
                "state.dir", stack.data().resolve("validator").toString());
        return stack.startValidator(file, overrides, "validator").pid();
    }

    private void dieWithParent() {
        var unused = ProcessHandle.of(parent)
                .map(ProcessHandle::onExit)
                .orElseThrow(() -> new IllegalStateException("The process that wanted this stack is gone"))
                .thenRun(() -> {
                    if (!ready.get()) {
                        System.exit(StackCli.FAILED);
                    }
                });
    }
}
