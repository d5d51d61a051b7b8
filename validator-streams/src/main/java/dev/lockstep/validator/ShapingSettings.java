/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.chain.ChainPlan;
import dev.lockstep.validator.chain.ChainSettings;
import dev.lockstep.validator.chain.PluginPath;
import dev.lockstep.validator.quality.Thresholds;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the chain that the sink has, and of the quality that its transforms tell of. */
final class ShapingSettings {
    static final String PLUGIN_PATH = "plugin.path";
    static final String THRESHOLDS = "quality.thresholds";

    private ShapingSettings() {}

    static void define(ConfigDef definition) {
        definition
                .define(
                        ChainSettings.TRANSFORMS,
                        ConfigDef.Type.LIST,
                        null,
                        ConfigDef.ValidList.anyNonDuplicateValues(true, true),
                        Importance.MEDIUM,
                        "The single message transforms that the sink has, by the names it gives them and in its order. Their"
                                + " own settings follow as in the sink: `transforms.<name>.type`,"
                                + " `transforms.<name>.predicate` and so on. What they make of a record of the source is"
                                + " what the target has to hold.")
                .define(
                        ChainSettings.PREDICATES,
                        ConfigDef.Type.LIST,
                        null,
                        ConfigDef.ValidList.anyNonDuplicateValues(true, true),
                        Importance.LOW,
                        "The predicates that these transforms use, with `predicates.<name>.type` and so on.")
                .define(
                        PLUGIN_PATH,
                        ConfigDef.Type.LIST,
                        null,
                        ConfigDef.ValidList.anyNonDuplicateValues(true, true),
                        Importance.LOW,
                        "Folders that hold plugin folders, as `plugin.path` of a Connect worker, or jars: where the classes of"
                                + " transforms and predicates are. What is not there is looked for on the class path.")
                .define(
                        THRESHOLDS,
                        ConfigDef.Type.LIST,
                        null,
                        SettingsRules.parsedBy(Thresholds::parse, "list of <table>.<dimension>:<number>"),
                        Importance.LOW,
                        "The least score of a table by the rules its rows were checked with, as"
                                + " `<table>.<dimension>:<number>`, the table `*` for all that have none of their own. The"
                                + " dimensions are `completeness`, `accuracy` and `consistency`. Summaries say whether it is"
                                + " reached; verdicts do not change.");
    }

    /** Whether a key is one of a transform or a predicate. */
    static boolean ofChain(String key) {
        return key.startsWith(ChainSettings.TRANSFORMS + ".") || key.startsWith(ChainSettings.PREDICATES + ".");
    }

    /** @throws ConfigException when the chain cannot be made as it is set */
    static ChainPlan plan(AbstractConfig config, Hop hop) {
        List<String> transforms = list(config, ChainSettings.TRANSFORMS);
        if (hop == Hop.CAPTURE && !transforms.isEmpty()) {
            throw new ConfigException(ChainSettings.TRANSFORMS
                    + " is for what a sink writes, but hop=capture compares the source's database with its topics, before"
                    + " any sink. Remove it, or remove hop");
        }
        PluginPath plugins = new PluginPath(PLUGIN_PATH, list(config, PLUGIN_PATH));
        return new ChainSettings(config.originals(), plugins).plan(transforms, list(config, ChainSettings.PREDICATES));
    }

    static Thresholds thresholds(AbstractConfig config) {
        return Thresholds.parse(list(config, THRESHOLDS));
    }

    private static List<String> list(AbstractConfig config, String key) {
        List<String> values = config.getList(key);
        return values == null ? List.of() : values;
    }
}
