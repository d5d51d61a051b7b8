/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.lockstep.transforms.rule.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Steps with regular expressions, which take time in proportion to the text whatever it holds (RE2). */
final class PatternSteps {
    static final Map<String, Step> ALL = Map.of(
            "replace", new Step("replace('[^0-9]', '')", 2, 2, PatternSteps::replace),
            "extract",
                    new Step(
                            "extract('([A-Z]+)-[0-9]+') or extract('([A-Z]+)-([0-9]+)', 2)",
                            1,
                            2,
                            PatternSteps::extract));

    private PatternSteps() {}

    private static TextStep replace(Call call) {
        Pattern pattern = pattern(call);
        List<Object> replacement = replacement(call.text(1), pattern.groupCount());
        return new TextStep("replace", text -> {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length());
            int at = 0;
            do {
                out.append(text, at, matcher.start());
                for (Object piece : replacement) {
                    String part = piece instanceof Integer group ? matcher.group(group) : (String) piece;
                    out.append(part == null ? "" : part);
                }
                at = matcher.end();
            } while (matcher.find());
            return out.append(text, at, text.length()).toString();
        });
    }

    /** Texts, and numbers of groups. */
    private static List<Object> replacement(String text, int groups) {
        List<Object> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c != '$') {
                literal.append(c);
            } else if (next == '$') {
                literal.append(c);
                i++;
            } else if (next >= '0' && next <= '9') {
                pieces.add(literal.toString());
                literal.setLength(0);
                pieces.add(group(next - '0', groups));
                i++;
            } else {
                throw new IllegalArgumentException("The replacement has a $ at character " + (i + 1)
                        + " that names no group. Write $1 for the first group, and $$ for a dollar sign");
            }
        }
        pieces.add(literal.toString());
        return List.copyOf(pieces);
    }

    private static TextStep extract(Call call) {
        Pattern pattern = pattern(call);
        int group = call.arguments().size() < 2
                ? Math.min(1, pattern.groupCount())
                : group(call.number(1, 0, 99), pattern.groupCount());
        return new TextStep("extract", true, text -> {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(group) : null;
        });
    }

    private static int group(int group, int groups) {
        if (group > groups) {
            throw new IllegalArgumentException("There is no group " + group + ": the pattern has " + groups
                    + " group(s). Put what is meant in brackets, as in '([0-9]+)'");
        }
        return group;
    }

    private static Pattern pattern(Call call) {
        String text = call.text(0);
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("The pattern of " + call.name() + " is no regular expression (RE2): "
                    + e.getDescription() + (e.getPattern() == null ? "" : " at `" + e.getPattern() + "`")
                    + (text.contains("(?=") || text.contains("(?!") || text.contains("(?<")
                            ? ". Looking ahead and behind is not there, since it may take forever: match what is"
                                    + " around, and keep groups with $1"
                            : ". Put a backslash before characters that are meant themselves"));
        }
    }
}
