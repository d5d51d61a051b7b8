/* SPDX-License-Identifier: Apache-2.0 */
/** Proposes the rules that pairs of columns need. Depends on {@code canonical}, {@code row} and the reading side. */
package dev.lockstep.cli.suggest;
