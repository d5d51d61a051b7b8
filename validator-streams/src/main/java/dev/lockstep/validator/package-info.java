/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The validator as a program: its settings, its topology, its topics, its main. Puts all other packages together; nothing
 * depends on it.
 */
package dev.lockstep.validator;
