/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import dev.lockstep.testbed.stack.kafka.KafkaBroker;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our plugins on the oldest Connect worker they are promised to load on, against today's broker. */
class OldestWorkerIT {
    @Test
    void loadsOurPluginsWithTheirVersions() {
        Layout layout = Layout.find();
        StackFolder folder = StackFolder.create(layout);
        folder.copyPlugins(List.of(layout.jdbcPlugin(), layout.transformsPlugin()));
        try (KafkaBroker broker =
                        KafkaBroker.start(layout.kafkaLibraries(), folder.data().resolve("broker"), folder.logs());
                ConnectWorker worker = oldWorker(layout, folder, broker)) {
            worker.start();

            assertThat(worker.rest().workerVersion()).startsWith("3.9.");
            assertThat(worker.rest().plugins())
                    .filteredOn(plugin -> plugin.className().startsWith("dev.lockstep."))
                    .allSatisfy(plugin -> assertThat(plugin.version()).matches("\\d+\\.\\d+\\.\\d+.*"))
                    .extracting(PluginClass::className)
                    .contains(OurPlugins.SINK, OurPlugins.STAMP_DIGEST);
        } finally {
            folder.removeData();
        }
    }

    private static ConnectWorker oldWorker(Layout layout, StackFolder folder, KafkaBroker broker) {
        Path log = folder.logs().resolve("oldest-worker.log");
        return new ConnectWorker(new ConnectWorker.Settings(
                layout.oldestWorkerLibraries(),
                folder.data().resolve("worker"),
                log,
                broker.bootstrapServers(),
                "connect-" + folder.id(),
                List.of(folder.plugins()),
                Map.of(),
                List.of(),
                false));
    }
}
