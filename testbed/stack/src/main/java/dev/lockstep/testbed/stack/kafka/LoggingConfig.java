/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.kafka;

import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Logging of the Kafka processes: everything to standard output, which the stack sends to a file. */
final class LoggingConfig {
    private static final String LOG4J2 = """
            <Configuration status="WARN">
              <Appenders>
                <Console name="out"><PatternLayout pattern="%d %p [%t] %m (%c)%n"/></Console>
              </Appenders>
              <Loggers>
                <Logger name="org.apache.kafka.clients" level="WARN"/>
                <Logger name="org.apache.kafka.common.config.AbstractConfig" level="WARN"/>
                <Root level="INFO"><AppenderRef ref="out"/></Root>
              </Loggers>
            </Configuration>
            """;
    private static final String LOG4J1 = """
            log4j.rootLogger=INFO, out
            log4j.appender.out=org.apache.log4j.ConsoleAppender
            log4j.appender.out.layout=org.apache.log4j.PatternLayout
            log4j.appender.out.layout.ConversionPattern=%d %p [%t] %m (%c)%n
            log4j.logger.org.apache.kafka.clients=WARN
            """;

    private LoggingConfig() {}

    /** Writes the files and returns the JVM flags that name them, for new and old releases of Kafka alike. */
    static List<String> flags(Path folder) {
        Path log4j2 = folder.resolve("log4j2.xml");
        Path log4j1 = folder.resolve("log4j.properties");
        write(log4j2, LOG4J2);
        write(log4j1, LOG4J1);
        return List.of("-Dlog4j2.configurationFile=" + log4j2, "-Dlog4j.configuration=file:" + log4j1);
    }

    /** Writes a small file, making its folder. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new StartFailedException("Cannot write " + file, failure);
        }
    }
}
