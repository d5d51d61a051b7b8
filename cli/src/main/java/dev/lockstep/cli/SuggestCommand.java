/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.cli.compare.ColumnMatch;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.cli.compare.TablePair;
import dev.lockstep.cli.compare.TablePairs;
import dev.lockstep.cli.suggest.PolicyText;
import dev.lockstep.cli.suggest.RuleSuggester;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep policy suggest}: a policy file, every rule with its reason as a comment. */
@Command(
        name = "suggest",
        mixinStandardHelpOptions = true,
        description = "Proposes the rules that the column types of two databases need. Nothing is applied unasked: read"
                + " it, change it, and give it to `lockstep compare --policy`.")
final class SuggestCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private SourceOptions sourceOptions;

    @Mixin
    private TargetOptions targetOptions;

    @Option(names = "--tables", paramLabel = "a=b,c", description = "As for `lockstep compare`.")
    private String tables;

    @Option(names = "--columns", paramLabel = "a=b,t.c=d", description = "As for `lockstep compare`.")
    private String columns;

    SuggestCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Names names = new Names(
                tables == null ? Map.of() : Names.pairs(tables),
                columns == null ? Map.of() : Names.pairs(columns),
                Map.of());
        try (ReadableDatabase source = sourceOptions.open();
                ReadableDatabase target = targetOptions.open()) {
            RuleSuggester suggester = new RuleSuggester(source.product(), target.product());
            PolicyText text = new PolicyText("Proposed for " + source.product() + " and " + target.product());
            for (TablePair pair : TablePairs.of(source, target, names)) {
                if (pair.source().isPresent() && pair.target().isPresent()) {
                    ReadTable left = source.describe(pair.source().get());
                    ReadTable right = target.describe(pair.target().get());
                    text.beginTable(left.name().table());
                    for (ColumnMatch match : ColumnMatch.of(left, right, names)) {
                        suggester
                                .suggest(match.source(), match.target())
                                .ifPresent(found -> text.add(match.source(), match.target(), found));
                    }
                }
            }
            out.print(text.text());
            out.flush();
        }
        return ExitCode.EQUAL;
    }
}
