/* SPDX-License-Identifier: Apache-2.0 */
/** The rules of MapFields: which fields a row has, what they are called and where they stand; it takes rules of {@code clean} too. Pure. */
package dev.lockstep.transforms.map;
