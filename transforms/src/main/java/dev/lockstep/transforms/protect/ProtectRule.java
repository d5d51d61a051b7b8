/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.FieldRule;
import dev.lockstep.transforms.rule.RuleLine;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the rules of one text, line by line. Owned by one thread; what it gives is immutable. */
public final class ProtectRule {
    /** What can be done to a value. */
    private enum Method {
        REDACT("redact or redact('x')", false, false),
        NULL("null", false, false),
        KEEP_LAST("keep-last(4) or keep-last(4, 'x')", false, false),
        KEEP_FIRST("keep-first(4) or keep-first(4, 'x')", false, false),
        TOKEN("token or token(24)", true, true),
        TOKEN_AS("token-as(int32)", true, true),
        SHIFT_DAYS("shift-days(30, by id)", true, false),
        EMAIL("email or email(domain)", true, true),
        PHONE("phone or phone(country)", true, true),
        DIGITS("digits", true, true);

        private final String usage;
        private final boolean needsSecret;
        private final boolean keepsApart;

        Method(String usage, boolean needsSecret, boolean keepsApart) {
            this.usage = usage;
            this.needsSecret = needsSecret;
            this.keepsApart = keepsApart;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Method of(String name) {
            return Arrays.stream(values())
                    .filter(method -> method.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No method is called " + name + ". "
                            + Suggestion.among(
                                    name,
                                    Arrays.stream(values()).map(Method::text).toList())));
        }
    }

    private final Tokens tokens;
    private final Missing missing;
    private final boolean ofKey;
    private final Set<String> protectedBefore = new HashSet<>();

    /**
     * @param ofKey whether rows are told apart by the values: then only what keeps different values different is allowed
     */
    public ProtectRule(KeyedHash keyed, Missing missing, boolean ofKey) {
        this.tokens = new Tokens(keyed);
        this.missing = missing;
        this.ofKey = ofKey;
    }

    /** Whether what the line asks for is made with a secret; false for a line that has mistakes. */
    public static boolean needsSecret(RuleLine line) {
        try {
            return FieldRule.parse(line).calls().stream().anyMatch(call -> Method.of(call.name()).needsSecret);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException when the line is no such rule; the message names the line and says what to write */
    public RowRule parse(RuleLine line) {
        FieldRule rule = FieldRule.parse(line);
        try {
            if (rule.calls().size() != 1) {
                List<String> names = new ArrayList<>();
                rule.calls().forEach(call -> names.add(call.name()));
                throw new IllegalArgumentException("Expected one method for a field, found " + names.size() + " ("
                        + String.join(" ", names) + "). Keep the one that hides enough");
            }
            RowRule made = rule(rule.path(), rule.calls().get(0));
            protectedBefore.add(rule.path().toString());
            return made;
        } catch (IllegalArgumentException e) {
            throw line.wrong(e.getMessage());
        }
    }

    private RowRule rule(FieldPath path, Call call) {
        Method method = Method.of(call.name());
        if (ofKey && !method.keepsApart) {
            throw new IllegalArgumentException(
                    method.text() + " makes different keys the same, so rows would overwrite each other. Use token");
        }
        call.expect(
                method == Method.SHIFT_DAYS ? 2 : method == Method.TOKEN_AS || isKeep(method) ? 1 : 0,
                method == Method.NULL || method == Method.DIGITS
                        ? 0
                        : method == Method.SHIFT_DAYS || isKeep(method) ? 2 : 1,
                method.usage);
        if (method == Method.SHIFT_DAYS) {
            return shift(path, call);
        }
        ValueStep step = step(method, call);
        return row -> row.open(path, missing, draft -> draft.change(path.last(), step));
    }

    private static boolean isKeep(Method method) {
        return method == Method.KEEP_FIRST || method == Method.KEEP_LAST;
    }

    private ValueStep step(Method method, Call call) {
        return switch (method) {
            case REDACT -> new Redact(call.arguments().isEmpty() ? null : quoted(method, call, 0));
            case NULL -> new Nulled();
            case KEEP_LAST, KEEP_FIRST -> {
                int kept = call.number(0, 1, 1_000);
                String mask = call.arguments().size() == 1 ? "*" : mask(method, call);
                yield new TextStep(method.text(), text -> Masks.mask(text, kept, method == Method.KEEP_FIRST, mask));
            }
            case TOKEN ->
                new Token(
                        tokens,
                        call.arguments().isEmpty() ? null : call.number(0, Tokens.MIN_LENGTH, Tokens.MAX_LENGTH));
            case TOKEN_AS -> new TokenAs(tokens, as(call));
            case EMAIL -> {
                Emails emails = new Emails(tokens);
                boolean withDomain = word(method, call, "domain");
                yield new TextStep("email", text -> emails.protect(text, withDomain));
            }
            case PHONE -> {
                Digits digits = new Digits(tokens.keyed());
                boolean keepCountry = word(method, call, "country");
                yield new TextStep("phone", text -> digits.phone(text, keepCountry));
            }
            case DIGITS -> new TextStep("digits", new Digits(tokens.keyed())::replace);
            case SHIFT_DAYS -> throw new IllegalStateException("shift-days is no step: it needs two fields");
        };
    }

    private RowRule shift(FieldPath path, Call call) {
        int max = call.number(0, 1, 36_500);
        String text = call.text(1);
        if (!text.startsWith("by ")) {
            throw new IllegalArgumentException(
                    "Argument 2 of shift-days: expected `by FIELD`, the field whose value tells" + " how far. Write "
                            + Method.SHIFT_DAYS.usage);
        }
        FieldPath by = FieldPath.parse(text.substring(3));
        if (by.isNested()) {
            throw new IllegalArgumentException(
                    "Argument 2 of shift-days: expected a field of the same object, found the" + " path " + by
                            + ". Move the field with MapFields first, or go by another");
        }
        if (path.last().equals(FieldPath.ELEMENTS)) {
            throw new IllegalArgumentException(
                    "shift-days goes by a field beside the date, and elements of a list have none. Use redact");
        }
        if (by.last().equals(path.last())) {
            throw new IllegalArgumentException("shift-days cannot go by the date itself, as dates would no longer keep"
                    + " their distance. Go by what tells whose date it is: " + Method.SHIFT_DAYS.usage);
        }
        List<String> sibling = new ArrayList<>(path.parents());
        sibling.add(by.last());
        if (protectedBefore.contains(new FieldPath(sibling).toString())) {
            throw new IllegalArgumentException(
                    "shift-days goes by " + by.last() + ", which a rule before it has changed. Write shift-days first");
        }
        ShiftDays computation = new ShiftDays(tokens.keyed(), max, path.last(), by.last());
        return row -> row.open(path, missing, draft -> draft.compute(path.last(), computation));
    }

    private static TokenAs.As as(Call call) {
        List<String> known =
                Arrays.stream(TokenAs.As.values()).map(TokenAs.As::text).toList();
        String name = call.text(0);
        if (!known.contains(name)) {
            throw new IllegalArgumentException("Argument 1 of token-as: no token is of type " + name + ". "
                    + Suggestion.among(name, known) + ". Texts have token; write token-as(int32) on a text that holds"
                    + " numbers of an int32 column");
        }
        return TokenAs.As.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String quoted(Method method, Call call, int index) {
        if (!call.arguments().get(index).quoted()) {
            throw new IllegalArgumentException("Argument " + (index + 1) + " of " + method.text()
                    + ": expected a text in single quotes, found " + call.text(index) + ". Write " + method.usage);
        }
        return call.text(index);
    }

    private static String mask(Method method, Call call) {
        String mask = quoted(method, call, 1);
        if (mask.codePointCount(0, mask.length()) != 1) {
            throw new IllegalArgumentException("Argument 2 of " + method.text() + ": expected one character, found "
                    + mask.length() + ". Write " + method.usage);
        }
        return mask;
    }

    private static boolean word(Method method, Call call, String word) {
        if (call.arguments().isEmpty()) {
            return false;
        }
        if (!call.text(0).equals(word)) {
            throw new IllegalArgumentException("Argument 1 of " + method.text() + ": expected " + word + ", found "
                    + call.text(0) + ". Write " + method.usage);
        }
        return true;
    }
}
