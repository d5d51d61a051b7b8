/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Functions that expressions have beyond those of CEL: how each is declared, and what it does. Owned by one thread. */
final class FunctionTable {
    private final Map<String, List<CelOverloadDecl>> declared = new LinkedHashMap<>();
    private final Map<String, List<CelFunctionBinding>> bound = new LinkedHashMap<>();

    void add(String name, CelType result, CelType argument, UnaryOperator<Object> work) {
        bind(name, result, List.of(argument), arguments -> work.apply(arguments[0]));
    }

    void add(String name, CelType result, CelType left, CelType right, BinaryOperator<Object> work) {
        bind(name, result, List.of(left, right), arguments -> work.apply(arguments[0], arguments[1]));
    }

    void bind(String name, CelType result, List<CelType> parameters, Function<Object[], Object> work) {
        replace(name, declare(name, result, parameters), parameters, work);
    }

    /** For arguments of these types, any of which may be null when it comes to it. */
    void bindWithNulls(String name, CelType result, List<CelType> parameters, Function<Object[], Object> work) {
        List<CelType> any = Collections.nCopies(parameters.size(), SimpleType.DYN);
        replace(name, declare(name, result, parameters), any, work);
    }

    private String declare(String name, CelType result, List<CelType> parameters) {
        List<CelOverloadDecl> overloads = declared.computeIfAbsent(name, key -> new ArrayList<>());
        String id = "lockstep:" + name + ":" + overloads.size();
        overloads.add(CelOverloadDecl.newGlobalOverload(id, result, parameters));
        return id;
    }

    /** Does in another way what CEL declares, and what is left out of its own functions. */
    void replace(String name, String id, List<CelType> parameters, Function<Object[], Object> work) {
        bound.computeIfAbsent(name, key -> new ArrayList<>()).add(binding(id, parameters, work));
    }

    /** The library wants functions of one argument and of two in a form of their own, or fails where types are open. */
    @SuppressWarnings("Immutable") // what functions do is written here and keeps no state
    private static CelFunctionBinding binding(String id, List<CelType> parameters, Function<Object[], Object> work) {
        return switch (parameters.size()) {
            case 1 ->
                CelFunctionBinding.from(
                        id, classOf(parameters.get(0)), argument -> work.apply(new Object[] {argument}));
            case 2 ->
                CelFunctionBinding.from(
                        id,
                        classOf(parameters.get(0)),
                        classOf(parameters.get(1)),
                        (left, right) -> work.apply(new Object[] {left, right}));
            default ->
                CelFunctionBinding.from(
                        id,
                        parameters.stream().map(FunctionTable::classOf).collect(ImmutableList.toImmutableList()),
                        work::apply);
        };
    }

    List<CelFunctionDecl> declarations() {
        return declared.entrySet().stream()
                .map(function -> CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        bound.forEach((name, overloads) -> bindings.addAll(CelFunctionBinding.fromOverloads(name, overloads)));
        return bindings;
    }

    /** The class of values of a type; any where the type is open. */
    private static Class<?> classOf(CelType type) {
        if (type.equals(Decimals.TYPE)) {
            return ExactDecimal.class;
        }
        return switch (type.kind()) {
            case INT -> Long.class;
            case DOUBLE -> Double.class;
            case STRING -> String.class;
            case BOOL -> Boolean.class;
            case BYTES -> CelByteString.class;
            case TIMESTAMP -> Instant.class;
            case DURATION -> Duration.class;
            case LIST -> List.class;
            case MAP -> Map.class;
            default -> Object.class;
        };
    }
}
