/** For a field that takes a name, an address or a key: no browser corrects, capitalizes or remembers what is typed there. */
export const literal = { autoCapitalize: "none", autoCorrect: "off", autoComplete: "off", spellCheck: false } as const;
