/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what a parsed expression reads, and gives each column and each part of the record a variable of its own. On the
 * way null becomes a value that fits every type, and equality the one that knows decimals. Owned by one call.
 */
final class References {
    private static final String VALUE = "value";
    private static final String RECORD = "record";
    private static final String INDEX = "_[_]";
    private static final String EXAMPLE = "Write a column by its name, or value['a name'] where the name is an odd one";

    private final CelAbstractSyntaxTree source;
    private final CelMutableAst tree;
    private final List<String> columns = new ArrayList<>();
    private final Set<RecordVariable> record = new TreeSet<>();
    private long nextId;

    private References(CelAbstractSyntaxTree parsed) {
        this.source = parsed;
        this.tree = CelMutableAst.fromCelAst(parsed);
        this.nextId = parsed.getSource().getPositionsMap().keySet().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                + 1_000_000;
    }

    /**
     * What an expression reads, and what it is then.
     *
     * @param tree parsed, with variables in place of columns and parts of the record
     */
    record Resolved(CelAbstractSyntaxTree tree, List<String> columns, Set<RecordVariable> record) {}

    /** @throws IllegalArgumentException when the row or the record is used as no expression may */
    static Resolved resolve(CelAbstractSyntaxTree parsed) {
        References references = new References(parsed);
        references.visit(references.tree.expr(), Set.of());
        return new Resolved(
                references.tree.toParsedAst(), List.copyOf(references.columns), Set.copyOf(references.record));
    }

    /** The variable of a column. No name in an expression can be like it. */
    static String variable(int column) {
        return "@" + column;
    }

    static String variable(RecordVariable part) {
        return "@" + part.field();
    }

    /** @param local names that a macro such as exists gave to elements */
    private void visit(CelMutableExpr expr, Set<String> local) {
        switch (expr.getKind()) {
            case CONSTANT -> {
                if (expr.constant().getKind() == CelConstant.Kind.NULL_VALUE) {
                    expr.setCall(nothing().call());
                }
            }
            case IDENT -> ident(expr, local);
            case SELECT -> select(expr, local);
            case CALL -> call(expr, local);
            case LIST -> expr.list().elements().forEach(element -> visit(element, local));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    visit(entry.key(), local);
                    visit(entry.value(), local);
                });
            case COMPREHENSION -> comprehension(expr.comprehension(), local);
            case STRUCT -> throw wrong(expr, "expressions make no objects of types. A map is written {'name': value}");
            case NOT_SET -> throw wrong(expr, "something is missing here");
        }
    }

    private void ident(CelMutableExpr expr, Set<String> local) {
        String name = expr.ident().name();
        if (local.contains(name)) {
            return;
        }
        if (name.equals(VALUE)) {
            throw wrong(expr, "the row as a whole is no value of an expression. " + EXAMPLE);
        }
        if (name.equals(RECORD)) {
            throw wrong(
                    expr,
                    "the record as a whole is no value of an expression. Write one of record."
                            + String.join(", record.", RecordVariable.fields()));
        }
        if (name.startsWith(".")) {
            throw wrong(expr, "a name begins with a point. " + EXAMPLE);
        }
        column(expr, name);
    }

    private void column(CelMutableExpr expr, String name) {
        if (!columns.contains(name)) {
            columns.add(name);
        }
        expr.setIdent(CelMutableIdent.create(variable(columns.indexOf(name))));
    }

    private void select(CelMutableExpr expr, Set<String> local) {
        CelMutableSelect select = expr.select();
        boolean isTest = select.testOnly();
        if (isGlobal(select.operand(), VALUE, local)) {
            column(expr, select.field());
        } else if (isGlobal(select.operand(), RECORD, local)) {
            part(expr, select.field());
        } else {
            visit(select.operand(), local);
            if (isTest) {
                CelMutableExpr there = not(equal(copy(select.operand()), nothing()));
                select.setTestOnly(true);
                CelMutableExpr test =
                        CelMutableExpr.ofSelect(id(), CelMutableSelect.create(select.operand(), select.field(), true));
                CelMutableExpr member =
                        CelMutableExpr.ofSelect(id(), CelMutableSelect.create(copy(select.operand()), select.field()));
                expr.setCall(CelMutableCall.create("_&&_", there, call("_&&_", test, not(equal(member, nothing())))));
            }
            return;
        }
        if (isTest) {
            CelMutableExpr variable = CelMutableExpr.ofIdent(id(), expr.ident().name());
            expr.setCall(not(equal(variable, nothing())).call());
        }
    }

    private void part(CelMutableExpr expr, String field) {
        for (RecordVariable part : RecordVariable.values()) {
            if (part.field().equals(field)) {
                record.add(part);
                expr.setIdent(CelMutableIdent.create(variable(part)));
                return;
            }
        }
        throw wrong(expr, "a record has no " + field + ". " + Suggestion.among(field, RecordVariable.fields()));
    }

    private void call(CelMutableExpr expr, Set<String> local) {
        CelMutableCall call = expr.call();
        if (call.function().equals(INDEX) && isGlobal(call.args().get(0), VALUE, local)) {
            CelMutableExpr name = call.args().get(1);
            if (name.getKind() != Kind.CONSTANT || name.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
                throw wrong(expr, "which column is read has to be seen from the text. " + EXAMPLE);
            }
            column(expr, name.constant().stringValue());
            return;
        }
        call.target()
                .filter(target -> !isNamespace(target, call.function(), local))
                .ifPresent(target -> visit(target, local));
        call.args().forEach(argument -> visit(argument, local));
        switch (call.function()) {
            case "matches" -> checkPattern(expr, call.args());
            case "@in" -> call.setFunction(Equality.WITHIN);
            case "_!=_" ->
                expr.setCall(not(call(Equality.EQUAL, call.args().toArray(CelMutableExpr[]::new)))
                        .call());
            default -> {}
        }
    }

    /** A pattern that stands in the text; one that does not is looked at for each row. */
    private void checkPattern(CelMutableExpr expr, List<CelMutableExpr> arguments) {
        CelMutableExpr pattern = arguments.get(arguments.size() - 1);
        if (pattern.getKind() != Kind.CONSTANT || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return;
        }
        try {
            Pattern.compile(pattern.constant().stringValue());
        } catch (PatternSyntaxException e) {
            throw wrong(
                    expr,
                    "the pattern of matches is no regular expression: " + e.getDescription()
                            + ". It is of RE2, which knows no look-around and no back-references");
        }
    }

    private static boolean isNamespace(CelMutableExpr target, String function, Set<String> local) {
        return target.getKind() == Kind.IDENT
                && !local.contains(target.ident().name())
                && Language.functionNames().contains(target.ident().name() + "." + function);
    }

    private void comprehension(CelMutableComprehension loop, Set<String> local) {
        visit(loop.iterRange(), local);
        visit(loop.accuInit(), local);
        Set<String> inside = new HashSet<>(local);
        inside.add(loop.accuVar());
        visit(loop.result(), inside);
        inside.add(loop.iterVar());
        inside.add(loop.iterVar2());
        visit(loop.loopCondition(), inside);
        visit(loop.loopStep(), inside);
    }

    private static boolean isGlobal(CelMutableExpr expr, String name, Set<String> local) {
        return expr.getKind() == Kind.IDENT && expr.ident().name().equals(name) && !local.contains(name);
    }

    private CelMutableExpr nothing() {
        return call(Equality.NULL);
    }

    private CelMutableExpr equal(CelMutableExpr left, CelMutableExpr right) {
        return call(Equality.EQUAL, left, right);
    }

    private CelMutableExpr not(CelMutableExpr operand) {
        return call("!_", operand);
    }

    private CelMutableExpr call(String function, CelMutableExpr... arguments) {
        return CelMutableExpr.ofCall(id(), CelMutableCall.create(function, arguments));
    }

    /** A copy whose parts have ids of their own. */
    private CelMutableExpr copy(CelMutableExpr expr) {
        CelMutableExpr copy = CelMutableExpr.newInstance(expr);
        renumber(copy);
        return copy;
    }

    private void renumber(CelMutableExpr expr) {
        expr.setId(id());
        switch (expr.getKind()) {
            case SELECT -> renumber(expr.select().operand());
            case CALL -> {
                expr.call().target().ifPresent(this::renumber);
                expr.call().args().forEach(this::renumber);
            }
            case LIST -> expr.list().elements().forEach(this::renumber);
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    entry.setId(id());
                    renumber(entry.key());
                    renumber(entry.value());
                });
            case COMPREHENSION -> {
                CelMutableComprehension loop = expr.comprehension();
                List.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())
                        .forEach(this::renumber);
            }
            case CONSTANT, IDENT, STRUCT, NOT_SET -> {}
        }
    }

    private long id() {
        return nextId++;
    }

    private IllegalArgumentException wrong(CelMutableExpr expr, String message) {
        return Mistakes.at(source.getSource(), expr.id(), message);
    }
}
