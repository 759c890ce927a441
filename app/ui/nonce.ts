import { createContext, useContext } from "react";

/** The Content-Security-Policy nonce of this answer. Only the server knows it; in the browser it stays undefined. */
export const NonceContext = createContext<string | undefined>(undefined);

/** The nonce for the page's own scripts. */
export const useNonce = (): string | undefined => useContext(NonceContext);
