/** How many living keys somebody can have. */
export const MOST_KEYS = 50;
