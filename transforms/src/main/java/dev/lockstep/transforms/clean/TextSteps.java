/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.Suggestion;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.connect.errors.DataException;

/** Steps that change the characters of texts. They count code points, and know no country. */
final class TextSteps {
    private static final int MAX_LENGTH = 1_000_000;
    private static final List<String> FORMS = List.of("nfc", "nfd", "nfkc", "nfkd");
    private static final List<String> SIDES = List.of("left", "right");

    static final Map<String, Step> ALL = Map.ofEntries(
            Map.entry("trim", trim("trim", true, true)),
            Map.entry("ltrim", trim("ltrim", true, false)),
            Map.entry("rtrim", trim("rtrim", false, true)),
            Map.entry("pad", new Step("pad('0', 8) or pad(' ', 20, right)", 2, 3, TextSteps::pad)),
            plain("upper", text -> text.toUpperCase(Locale.ROOT)),
            plain("lower", text -> text.toLowerCase(Locale.ROOT)),
            plain("title", TextSteps::title),
            plain("collapse-spaces", TextSteps::collapse),
            plain("strip-nul", text -> text.replace("\0", "")),
            plain("strip-control", TextSteps::withoutControls),
            Map.entry("normalize", new Step("normalize(nfc)", 1, 1, TextSteps::normalize)),
            Map.entry("truncate", new Step("truncate(40)", 1, 1, TextSteps::truncate)),
            Map.entry("max-length", new Step("max-length(40)", 1, 1, TextSteps::maxLength)));

    private TextSteps() {}

    private static Map.Entry<String, Step> plain(String name, java.util.function.UnaryOperator<String> work) {
        return Map.entry(name, Step.plain(name, new TextStep(name, work)));
    }

    private static Step trim(String name, boolean left, boolean right) {
        return new Step(name + " or " + name + "('*-')", 0, 1, call -> {
            String characters = call.arguments().isEmpty() ? null : call.text(0);
            IntPredicate goes = characters == null ? TextSteps::isSpace : c -> characters.indexOf(c) >= 0;
            return new TextStep(name, text -> trim(text, left, right, goes));
        });
    }

    private static String trim(String text, boolean left, boolean right, IntPredicate goes) {
        int start = 0;
        int end = text.length();
        while (left && start < end && goes.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && start < end && goes.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** Unicode's property White_Space, which Java's own tests leave in part (no-break spaces) or widen. */
    static boolean isSpace(int c) {
        return (c >= 0x09 && c <= 0x0D)
                || c == 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    private static TextStep pad(Call call) {
        String padding = call.text(0);
        int length = call.number(1, 1, MAX_LENGTH);
        String side = call.arguments().size() > 2 ? call.text(2) : "left";
        if (padding.codePointCount(0, padding.length()) != 1) {
            throw new IllegalArgumentException(
                    "pad fills with one character, found " + padding.length() + ". Write for example pad('0', 8)");
        }
        if (!SIDES.contains(side)) {
            throw new IllegalArgumentException("pad has no side " + side + ". " + Suggestion.among(side, SIDES));
        }
        return new TextStep("pad", text -> {
            int missing = length - text.codePointCount(0, text.length());
            String filling = missing <= 0 ? "" : padding.repeat(missing);
            return side.equals("left") ? filling + text : text + filling;
        });
    }

    /** A word begins after whatever is no letter, digit, mark or apostrophe. */
    private static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inside = false;
        for (int c : text.toLowerCase(Locale.ROOT).codePoints().toArray()) {
            out.appendCodePoint(inside ? c : Character.toTitleCase(c));
            int type = Character.getType(c);
            inside = Character.isLetterOrDigit(c)
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK
                    || c == '\''
                    || c == '\u2019';
        }
        return out.toString();
    }

    private static String collapse(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean before = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = isSpace(c);
            if (!space) {
                out.append(c);
            } else if (!before) {
                out.append(' ');
            }
            before = space;
        }
        return out.toString();
    }

    /** Tabs and line ends stay. */
    private static String withoutControls(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars()
                .filter(c -> Character.getType(c) != Character.CONTROL || c == '\t' || c == '\n' || c == '\r')
                .forEach(c -> out.append((char) c));
        return out.toString();
    }

    private static TextStep normalize(Call call) {
        String name = call.text(0);
        if (!FORMS.contains(name)) {
            throw new IllegalArgumentException("normalize has no form " + name + ". " + Suggestion.among(name, FORMS));
        }
        Normalizer.Form form = Normalizer.Form.valueOf(name.toUpperCase(Locale.ROOT));
        return new TextStep("normalize", text -> Normalizer.normalize(text, form));
    }

    private static TextStep truncate(Call call) {
        int length = call.number(0, 0, MAX_LENGTH);
        return new TextStep(
                "truncate",
                text -> isLonger(text, length) ? text.substring(0, text.offsetByCodePoints(0, length)) : text);
    }

    private static TextStep maxLength(Call call) {
        int length = call.number(0, 0, MAX_LENGTH);
        return new TextStep("max-length", text -> {
            if (isLonger(text, length)) {
                throw new DataException("Expected a text of at most " + length + " character(s), found one of "
                        + text.codePointCount(0, text.length()) + ". To cut it off, write truncate(" + length + ")");
            }
            return text;
        });
    }

    private static boolean isLonger(String text, int length) {
        return text.length() > length && text.codePointCount(0, text.length()) > length;
    }
}
