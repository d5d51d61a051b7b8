/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Decimal;

/** How many digits after the point every decimal has that a part of an expression can give, where the text shows it. */
record EvidentScale(Checked checked) {
    OptionalInt of(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> ofColumn(expr.ident().name());
            case CALL -> ofCall(expr.call());
            default -> OptionalInt.empty();
        };
    }

    private OptionalInt ofColumn(String variable) {
        return checked.schema(variable)
                .filter(schema -> Decimal.LOGICAL_NAME.equals(schema.name()))
                .map(schema -> schema.parameters().get(Decimal.SCALE_FIELD))
                .map(scale -> OptionalInt.of(Integer.parseInt(scale)))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt ofCall(CelCall call) {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case "_+_", "_-_", "-_", Equality.COALESCE -> common(arguments);
            case "_?_:_" -> common(arguments.subList(1, arguments.size()));
            case Decimals.ROUND -> literal(arguments.get(1));
            case Decimals.MAKE -> ofText(arguments.get(0));
            default -> OptionalInt.empty();
        };
    }

    /** Where all parts that matter have the same; a whole number and null fit any. */
    private OptionalInt common(List<CelExpr> parts) {
        OptionalInt common = OptionalInt.empty();
        for (CelExpr part : parts) {
            if (isNull(part) || isWhole(part)) {
                continue;
            }
            OptionalInt scale = of(part);
            if (scale.isEmpty() || (common.isPresent() && common.getAsInt() != scale.getAsInt())) {
                return OptionalInt.empty();
            }
            common = scale;
        }
        return common;
    }

    private boolean isWhole(CelExpr part) {
        return checked.tree().getType(part.id()).filter(SimpleType.INT::equals).isPresent();
    }

    private static boolean isNull(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.CALL
                && part.call().function().equals(Equality.NULL);
    }

    private static OptionalInt literal(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE
                        && expr.constant().int64Value() >= 0
                        && expr.constant().int64Value() <= 1_000
                ? OptionalInt.of((int) expr.constant().int64Value())
                : OptionalInt.empty();
    }

    private static OptionalInt ofText(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || expr.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return OptionalInt.empty();
        }
        try {
            int scale = new BigDecimal(expr.constant().stringValue().strip()).scale();
            return scale < 0 ? OptionalInt.empty() : OptionalInt.of(scale);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
