/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.testbed.demo.watch.ValidatorTopics;
import dev.lockstep.testbed.stack.database.Database;
import java.nio.file.Path;
import java.util.List;

/** What a stack that was kept can be used for: where it is, and commands to try. */
final class Invitation {
    private Invitation() {}

    static List<String> lines(KeptStack stack, Path kafkaLibraries) {
        return List.of(
                "",
                "The stack is still running:",
                "  Kafka    " + stack.bootstrapServers(),
                "  Connect  " + stack.connectUrl(),
                "  source   " + withLogin(stack.source()),
                "  target   " + withLogin(stack.target()),
                "  logs     " + stack.logs(),
                "Try:",
                "  curl -s '" + stack.connectUrl() + "/connectors?expand=status'",
                "  java -cp '" + kafkaLibraries + "/*' org.apache.kafka.tools.consumer.ConsoleConsumer"
                        + " --bootstrap-server " + stack.bootstrapServers() + " --topic " + ValidatorTopics.VERDICTS
                        + " --from-beginning",
                "  psql '" + withLogin(stack.target()) + "' -c \"UPDATE tpch.nation SET n_regionkey = 4 WHERE"
                        + " n_nationkey = 7\"   # watch the verdict come",
                "Stop it with:",
                "  ./lockstep stack down --stack " + stack.id());
    }

    /** As psql takes it; a JDBC URL has the same address. The login is that of a throw-away server on loopback. */
    private static String withLogin(Database database) {
        return "postgresql://" + database.user() + ":" + database.password() + "@" + database.host() + ":"
                + database.port() + "/" + database.name();
    }
}
