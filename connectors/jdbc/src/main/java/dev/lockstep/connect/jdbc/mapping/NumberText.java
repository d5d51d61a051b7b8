/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Struct;

/** Numbers with every digit they have. */
final class NumberText {
    // Beyond this many places the plain form is mostly zeros, and a hostile scale could fill the memory.
    private static final int LONGEST_PLAIN_SCALE = 200;

    private NumberText() {}

    static String decimal(Object value) {
        BigDecimal number = (BigDecimal) value;
        return Math.abs((long) number.scale()) <= LONGEST_PLAIN_SCALE ? number.toPlainString() : number.toString();
    }

    /** Debezium's form of a number whose scale is the value's own: a struct of {@code scale} and {@code value}. */
    static String variableScale(Object value) {
        return decimal(ofVariableScale((Struct) value));
    }

    static BigDecimal ofVariableScale(Struct struct) {
        return new BigDecimal(new BigInteger(struct.getBytes("value")), struct.getInt32("scale"));
    }
}
