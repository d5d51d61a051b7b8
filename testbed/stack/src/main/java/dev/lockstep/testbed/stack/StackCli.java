/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.layout.NotBuiltException;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code lockstep stack}: leaves a stack running, lists stacks, stops them. */
@Command(
        name = "stack",
        description = "Runs broker, Connect worker and databases on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {StackUp.class, StackServe.class, StackCli.Down.class, StackCli.Status.class})
public final class StackCli implements Runnable {
    static final int FAILED = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private StackCli() {}

    /** Runs one subcommand and exits with its code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new StackCli())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof StartFailedException || failure instanceof NotBuiltException) {
                        command.getErr().println(failure.getMessage());
                        return FAILED;
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "down", description = "Stops a stack and waits until every process of it is gone.")
    static final class Down implements Callable<Integer> {
        @Option(names = "--stack", paramLabel = "ID", description = "which one; may be left out when there is one")
        private String id;

        @Option(names = "--all", description = "every stack of this checkout")
        private boolean all;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            StackRegistry registry = new StackRegistry(Layout.find());
            for (StackFolder folder : chosen(registry.stacks())) {
                registry.stop(folder);
                spec.commandLine()
                        .getOut()
                        .println("Stopped stack " + folder.id() + ". Its logs stay: " + folder.logs());
            }
            return 0;
        }

        private List<StackFolder> chosen(List<StackFolder> stacks) {
            if (all) {
                return stacks;
            }
            if (id == null && stacks.size() <= 1) {
                return stacks;
            }
            List<String> ids = stacks.stream().map(StackFolder::id).toList();
            List<StackFolder> chosen =
                    stacks.stream().filter(stack -> stack.id().equals(id)).toList();
            if (chosen.isEmpty()) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        id == null
                                ? "Several stacks run, say which with --stack, or --all: " + ids
                                : "No stack is called " + id + "; there are " + ids);
            }
            return chosen;
        }
    }

    @Command(name = "status", description = "Lists the stacks of this checkout.")
    static final class Status implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            StackRegistry registry = new StackRegistry(Layout.find());
            List<String> lines = new ArrayList<>();
            for (StackFolder folder : registry.stacks()) {
                lines.add(
                        switch (StackRegistry.state(folder)) {
                            case STARTING -> "stack     " + folder.id() + " is starting\n";
                            case DEAD ->
                                "stack     " + folder.id() + " is dead: its supervisor is gone; "
                                        + "`lockstep stack down --stack " + folder.id() + "` cleans up\n";
                            case RUNNING -> running(StackDescription.read(folder.description()));
                        });
            }
            spec.commandLine().getOut().println(lines.isEmpty() ? "No stack is running." : String.join("\n", lines));
            return 0;
        }

        private static String running(StackDescription description) {
            StringBuilder text = new StringBuilder(description.text());
            if (!new ConnectRest(URI.create(description.connectUrl())).answers()) {
                text.append("The Connect worker does not answer, see the logs.\n");
            }
            Long validator = description.validatorPid();
            if (validator != null && ProcessHandle.of(validator).isEmpty()) {
                text.append("The validator has ended, see the logs.\n");
            }
            return text.toString();
        }
    }
}
