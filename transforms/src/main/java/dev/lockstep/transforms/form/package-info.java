/* SPDX-License-Identifier: Apache-2.0 */
/** Forms that texts have: what an address of e-mail or of the internet looks like. Pure; depends on nothing. */
package dev.lockstep.transforms.form;
