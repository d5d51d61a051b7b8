/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.map;

import java.math.BigDecimal;

/**
 * A value as it is written in a rule. Immutable.
 *
 * @param text without quotes
 * @param value what it is where no schema says more: String, Long, BigDecimal or Boolean
 */
record Literal(String text, Object value) {
    /** @throws IllegalArgumentException when it is none */
    static Literal parse(String written) {
        if (written.length() >= 2 && written.startsWith("'") && written.endsWith("'")) {
            String text = written.substring(1, written.length() - 1);
            if (!text.replace("''", "").contains("'")) {
                return new Literal(text.replace("''", "'"), text.replace("''", "'"));
            }
        }
        if (written.equals("true") || written.equals("false")) {
            return new Literal(written, Boolean.valueOf(written));
        }
        try {
            BigDecimal number = new BigDecimal(written);
            boolean isWhole = number.scale() <= 0 && number.precision() - number.scale() <= 18;
            return new Literal(written, isWhole ? (Object) number.longValueExact() : number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Expected a value, found " + (written.isEmpty() ? "none" : written)
                    + ". Write a text in single quotes ('new'), a number, true or false");
        }
    }
}
