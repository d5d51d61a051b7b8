/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.Program;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/** The language of expressions: which functions there are, and how much an expression may cost. Immutable. */
final class Language {
    static final int MAX_LENGTH = 4_096;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 1_000;

    /** Of all loops of an expression together, for one row. */
    static final int MAX_ITERATIONS = 10_000;

    private static final int MAX_REGEX_PROGRAM = 1_000;

    /** What takes the place of functions of CEL; those of types have none. */
    private static final Set<StandardFunction> LEFT_OUT = Set.of(
            StandardFunction.NEGATE,
            StandardFunction.STRING,
            StandardFunction.INT,
            StandardFunction.DOUBLE,
            StandardFunction.TYPE,
            StandardFunction.UINT);

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxRegexProgramSize(MAX_REGEX_PROGRAM)
            .enableReservedIds(false)
            .enableHeterogeneousNumericComparisons(true)
            .enableQuotedIdentifierSyntax(true)
            .enableHiddenAccumulatorVar(true)
            .populateMacroCalls(false)
            .build();

    private static final FunctionTable FUNCTIONS = functions();
    private static final CelCompiler PARSER = compilerBuilder().build();
    private static final CelRuntime RUNTIME = runtime();
    private static final Set<String> NAMES = names();

    private Language() {}

    /** Parsed, not yet checked. */
    static CelAbstractSyntaxTree parse(String text) throws CelValidationException {
        return PARSER.parse(text).getAst();
    }

    /** With the type of every part, where variables are of these types. */
    static CelAbstractSyntaxTree check(CelAbstractSyntaxTree parsed, Map<String, CelType> variables)
            throws CelValidationException {
        CelCompilerBuilder builder = compilerBuilder();
        variables.forEach(builder::addVar);
        Map<String, CelType> objects = new HashMap<>();
        variables.values().forEach(type -> collectObjects(type, objects));
        if (!objects.isEmpty()) {
            builder.setTypeProvider(new Objects(objects));
        }
        return builder.build().check(parsed).getAst();
    }

    /** Whether texts that stand in it are what functions demand: timestamps and durations. */
    static void checkLiterals(CelAbstractSyntaxTree checked) throws CelValidationException {
        Cel cel = CelFactory.combine(PARSER, RUNTIME);
        CelValidatorFactory.standardCelValidatorBuilder(cel)
                .addAstValidators(TimestampLiteralValidator.INSTANCE, DurationLiteralValidator.INSTANCE)
                .build()
                .validate(checked)
                .getAst();
    }

    static Program program(CelAbstractSyntaxTree checked) {
        try {
            return RUNTIME.createProgram(checked);
        } catch (CelEvaluationException e) {
            throw new ConnectException("An expression that was checked cannot be planned", e);
        }
    }

    /** What functions are called that may be written. */
    static Set<String> functionNames() {
        return NAMES;
    }

    private static FunctionTable functions() {
        FunctionTable functions = new FunctionTable();
        Decimals.addTo(functions);
        Conversions.addTo(functions);
        Equality.addTo(functions);
        return functions;
    }

    private static CelCompilerBuilder compilerBuilder() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .excludeFunctions(LEFT_OUT)
                        .build())
                .addLibraries(CelExtensions.strings(), CelExtensions.math())
                .addFunctionDeclarations(FUNCTIONS.declarations());
    }

    private static CelRuntime runtime() {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(
                                CelStandardFunctions.StandardFunction.EQUALS,
                                CelStandardFunctions.StandardFunction.NEGATE,
                                CelStandardFunctions.StandardFunction.STRING,
                                CelStandardFunctions.StandardFunction.INT,
                                CelStandardFunctions.StandardFunction.DOUBLE)
                        .build())
                .addLibraries(CelExtensions.strings(), CelExtensions.math())
                .addFunctionBindings(FUNCTIONS.bindings())
                .build();
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        names.addAll(CelStandardDeclarations.getAllFunctionNames());
        names.addAll(CelExtensions.getAllFunctionNames());
        FUNCTIONS.declarations().forEach(function -> names.add(function.name()));
        CelStandardMacro.STANDARD_MACROS.forEach(macro -> names.add(macro.getFunction()));
        names.removeIf(name -> name.startsWith("_") || name.endsWith("_") || name.contains("@"));
        names.removeAll(List.of("type", "uint"));
        names.removeIf(name -> !isDeclared(name));
        return java.util.Collections.unmodifiableSet(names);
    }

    /** Extensions that are not there have names of functions too. */
    private static boolean isDeclared(String name) {
        boolean isExtension = CelExtensions.getAllFunctionNames().contains(name);
        boolean isLoaded = name.startsWith("math.")
                || java.util.Arrays.stream(dev.cel.extensions.CelStringExtensions.Function.values())
                        .anyMatch(function -> name.replace("strings.", "")
                                .equalsIgnoreCase(function.name().replace("_", "")));
        return !isExtension || isLoaded;
    }

    private static void collectObjects(CelType type, Map<String, CelType> objects) {
        if (type instanceof StructType object && objects.putIfAbsent(object.name(), object) == null) {
            object.fields().forEach(field -> collectObjects(field.type(), objects));
        }
        type.parameters().forEach(parameter -> collectObjects(parameter, objects));
    }

    /** The objects in the columns of a row, by the names of their types. */
    @SuppressWarnings("Immutable") // the map is not changed once it is filled
    private record Objects(Map<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(byName.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
