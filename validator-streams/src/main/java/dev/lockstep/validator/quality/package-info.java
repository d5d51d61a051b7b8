/* SPDX-License-Identifier: Apache-2.0 */
/** What the rows of a table have to come to by the rules that a transform checked them with. Pure. */
package dev.lockstep.validator.quality;
