/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import picocli.CommandLine.Command;

/** {@code lockstep policy}: only a name for what is below it. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Works on policies.",
        subcommandsRepeatable = false)
final class PolicyCommand {}
