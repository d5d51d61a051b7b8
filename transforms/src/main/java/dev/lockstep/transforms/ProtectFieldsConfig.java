/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.protect.KeyedHash;
import dev.lockstep.transforms.protect.ProtectRule;
import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import dev.lockstep.transforms.rule.RuleText;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The settings of {@link ProtectFields}. Nothing here shows the secret. */
final class ProtectFieldsConfig extends AbstractConfig {
    private static final String SECRET = "secret";
    private static final String EXAMPLE = "email: email; id: token";
    private static final String NEEDED = SECRET + ": the rules make tokens, and tokens need a secret. Set " + SECRET
            + " to at least " + KeyedHash.MIN_SECRET_BYTES + " random bytes as base64, the same for every table that is"
            + " to join (make one with: openssl rand -base64 32)";

    private final RecordPart part;

    ProtectFieldsConfig(RecordPart part, Map<String, ?> settings) {
        super(definition(part), settings, false);
        this.part = part;
    }

    static ConfigDef definition(RecordPart part) {
        ConfigDef definition = RuleSettings.define(
                new ConfigDef(),
                "What is done to which field: `FIELD: METHOD`, such as `email: email`.",
                EXAMPLE,
                text -> parse(text, throwaway(), Missing.FAIL, part));
        definition.define(
                SECRET,
                ConfigDef.Type.PASSWORD,
                "",
                ConfigDef.LambdaValidator.with(
                        (name, value) -> key((Password) value), () -> "16 bytes or more as base64"),
                Importance.HIGH,
                "What tokens are made with: at least 16 random bytes as base64, best from a config provider. The same"
                        + " wherever values are to stay equal; another one makes other tokens.",
                "Rules",
                3,
                Width.LONG,
                "Secret",
                List.of(),
                new Needed());
        return MissingFieldSetting.define(definition);
    }

    TopicRules<RowRule> rules() {
        RuleText text = RuleSettings.read(this);
        byte[] secret = key(getPassword(SECRET));
        if (secret.length == 0 && needsSecret(text)) {
            throw new ConfigException(NEEDED);
        }
        try {
            KeyedHash keyed = secret.length == 0 ? throwaway() : new KeyedHash(secret);
            return parse(text, keyed, MissingFieldSetting.read(this), part);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(RuleSettings.RULES + ": " + e.getMessage());
        }
    }

    private static TopicRules<RowRule> parse(RuleText text, KeyedHash keyed, Missing missing, RecordPart part) {
        ProtectRule rules = new ProtectRule(keyed, missing, part == RecordPart.KEY);
        return TopicRules.parse(text, rules::parse);
    }

    private static boolean needsSecret(RuleText text) {
        return text.lines().stream().anyMatch(ProtectRule::needsSecret);
    }

    /** For rules that make no tokens, or are only read. */
    private static KeyedHash throwaway() {
        return new KeyedHash(new byte[KeyedHash.MIN_SECRET_BYTES]);
    }

    /** Empty where there is none. */
    private static byte[] key(Password secret) {
        if (secret == null || secret.value().isBlank()) {
            return new byte[0];
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.value().strip());
            if (key.length >= KeyedHash.MIN_SECRET_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // The cause may quote the secret.
        }
        throw new ConfigException(
                SECRET + ": expected at least " + KeyedHash.MIN_SECRET_BYTES
                        + " random bytes as base64, found something else (it is not shown). Make one with: openssl rand -base64 32");
    }

    /** Says at the secret that the rules need one; workers ask it with all values at hand. */
    private record Needed() implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            if (parsed.get(SECRET) instanceof Password secret
                    && secret.value().isBlank()
                    && RuleSettings.peek(parsed)
                            .map(ProtectFieldsConfig::needsSecret)
                            .orElse(false)) {
                throw new ConfigException(NEEDED);
            }
            return List.of();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }
}
