/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/**
 * What change capture makes of a column's default: of a literal its value, of a call a value that stands for it (0, an empty
 * text, the first day of 1970), of anything else mostly nothing. Keys have to be the same bytes, so oddities are kept: a
 * domain has no default, an operator's first literal counts, an enumeration's quotes stay doubled.
 */
final class PostgresDefaults {
    // As change capture looks for them. Run once for each column.
    private static final Pattern LITERAL = Pattern.compile("'([^']*(?:''[^']*)*)'");
    private static final Pattern CALL = Pattern.compile("^[(]?[A-Za-z0-9_.]+\\((?:.+(?:, ?.+)*)?\\)");
    private static final Set<String> CLOCKS =
            Set.of("current_timestamp", "current_time", "current_date", "localtime", "localtimestamp");
    private static final String NULL = "NULL::";
    private static final String NO_UUID = "00000000-0000-0000-0000-000000000000";
    private static final String NO_INTERVAL = "epoch";

    private final PostgresType type;
    private final TypeReading reading;

    private PostgresDefaults(PostgresType type, TypeReading reading) {
        this.type = type;
        this.reading = reading;
    }

    /**
     * @param expression as the catalogue writes it in a session at UTC with ISO dates and intervals in PostgreSQL's style
     * @return empty where change capture gives the field no default
     */
    static Optional<Object> of(PostgresType type, TypeReading reading, String expression) {
        if (type.domain() || reading.schema().type() == Schema.Type.STRUCT) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new PostgresDefaults(type, reading).value(expression));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | UnfitValueException e) {
            // Whatever cannot be read is no default.
            return Optional.empty();
        }
    }

    private Object value(String expression) {
        if (type.made() instanceof PostgresType.Enumeration) {
            int cast = expression.lastIndexOf("::");
            boolean literal = cast > 1 && expression.charAt(0) == '\'' && expression.charAt(cast - 1) == '\'';
            return literal ? expression.substring(1, cast - 1) : null;
        }
        if (!type.builtIn() || !(type.made() instanceof PostgresType.Base)) {
            return null;
        }
        return switch (type.name()) {
            case "bpchar", "varchar", "text", "xml" -> extract(expression, "");
            case "json", "jsonb" -> extract(expression, "{}");
            case "uuid" -> UUID.fromString(extract(expression, NO_UUID)).toString();
            case "bit", "varbit" -> bits(extract(expression, type.name().equals("bit") ? "00" : "0"));
            case "date", "time", "timestamp", "timestamptz" -> time(expression.strip());
            case "interval" -> PostgresIntervals.written(interval(extract(expression.strip(), NO_INTERVAL)));
            default -> expression.startsWith(NULL) ? null : number(expression.strip());
        };
    }

    private Object number(String expression) {
        return switch (type.name()) {
            case "bool" -> Boolean.parseBoolean(extract(expression, "false"));
            case "int2" -> Short.parseShort(extract(expression, "0"));
            case "int4" -> Integer.parseInt(extract(expression, "0"));
            case "int8" -> Long.parseLong(extract(expression, "0"));
            case "float4" -> Float.parseFloat(extract(expression, "0.0"));
            case "float8" -> Double.parseDouble(extract(expression, "0.0"));
            case "numeric" -> {
                int scale = Integer.parseInt(reading.schema().parameters().get("scale"));
                yield new BigDecimal(extract(expression, "0.0")).setScale(scale, RoundingMode.UNNECESSARY);
            }
            default -> null;
        };
    }

    private static String extract(String expression, String standIn) {
        if (CALL.matcher(expression).find() || CLOCKS.contains(expression.toLowerCase(Locale.ROOT))) {
            return standIn;
        }
        if (!expression.contains("'")) {
            return expression.startsWith(NULL) ? null : expression;
        }
        Matcher literal = LITERAL.matcher(expression);
        if (!literal.find()) {
            throw new IllegalArgumentException("no literal");
        }
        return literal.group(1).replace("''", "'");
    }

    private Object bits(String digits) {
        if (reading.schema().type() == Schema.Type.BOOLEAN) {
            return Integer.parseInt(digits, 2) != 0;
        }
        return ByteBuffer.wrap(PostgresTexts.bits(digits.getBytes(StandardCharsets.US_ASCII)));
    }

    private Object time(String expression) {
        String standIn = type.name().equals("time") ? "00:00" : "1970-01-01";
        String literal = extract(expression, standIn);
        if (literal.endsWith("infinity")) {
            return infinity(literal.startsWith("-"));
        }
        boolean dated = literal.indexOf('-', 1) > 0 && literal.indexOf('-', 1) < 9;
        String date = dated ? literal.split(" ", 2)[0] : "1970-01-01";
        String rest = dated ? literal.substring(date.length()).strip() : literal;
        String era = rest.endsWith("BC") ? " BC" : "";
        rest = rest.substring(0, rest.length() - (era.isEmpty() ? 0 : "BC".length()))
                .strip();
        String zone = rest.endsWith("+00") ? "+00" : "";
        String time = rest.substring(0, rest.length() - zone.length());
        if (!dated && time.indexOf(':') < 0) {
            throw new IllegalArgumentException("a word, such as now");
        }
        time = time.isEmpty() ? "00:00:00" : time.length() == "00:00".length() ? time + ":00" : time;
        return switch (type.name()) {
            case "date" -> reading.text().read(date + era);
            case "time" -> endOfDay(time) ? lastOfDay() : reading.text().read(time);
            case "timestamp" -> reading.text().read(date + " " + time + era);
            default -> reading.text().read(date + " " + time + "+00" + era);
        };
    }

    private static boolean endOfDay(String time) {
        return time.startsWith("24:00");
    }

    /** The class of dates that change capture uses has no 24:00. */
    private Object lastOfDay() {
        return reading.schema().type() == Schema.Type.INT32 ? (Object) 86_399_999 : (Object) 86_399_999_999L;
    }

    /** What is left of the largest and smallest dates of that class in so many bits. */
    private Object infinity(boolean negative) {
        if (type.name().equals("date")) {
            return (int) (negative ? LocalDate.MIN : LocalDate.MAX).toEpochDay();
        }
        if (type.name().equals("timestamp") && reading.schema().name().endsWith("MicroTimestamp")) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE + 999_999;
        }
        return null;
    }

    private static String[] interval(String literal) {
        String[] parts = {"0", "0", "0", "0", "0", "0"};
        if (literal.equals(NO_INTERVAL)) {
            return parts;
        }
        String[] words = literal.split(" ", -1);
        for (int at = 0; at < words.length; at++) {
            if (words[at].indexOf(':') >= 0) {
                clock(words[at], parts);
            } else {
                parts[part(words[at + 1])] = Integer.toString(Integer.parseInt(words[at]));
                at++;
            }
        }
        return parts;
    }

    private static int part(String unit) {
        return switch (unit) {
            case "year", "years" -> 0;
            case "mon", "mons" -> 1;
            case "day", "days" -> 2;
            default -> throw new IllegalArgumentException("another unit");
        };
    }

    private static void clock(String word, String[] parts) {
        boolean negative = word.charAt(0) == '-';
        String[] numbers = (negative || word.charAt(0) == '+' ? word.substring(1) : word).split(":", -1);
        for (int i = 0; i < numbers.length; i++) {
            BigDecimal number = new BigDecimal(numbers[i]).stripTrailingZeros();
            parts[3 + i] = (negative ? number.negate() : number).toPlainString();
        }
    }
}
