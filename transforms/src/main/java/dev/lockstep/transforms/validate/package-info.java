/* SPDX-License-Identifier: Apache-2.0 */
/** Rules that rows have to stand up to. Pure: no I/O, no clock. May use rules, paths, rows, expressions and forms. */
package dev.lockstep.transforms.validate;
