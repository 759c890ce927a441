import { faultList, without, type Said } from "./fault.ts";

const withoutCode = (said: Said) => without(said, "code");
const MARKUP = "<script>alert(1)</script><b>No</b>";

/** Answers that the browser brings back which must not be believed, and errors (OC01, OC12, OC13). */
export const callbackFaults = faultList({
  "no-iss-parameter": { callback: (said) => without(said, "iss") },
  "wrong-iss-parameter": { callback: (said) => ({ ...said, iss: "https://elsewhere.example.org" }) },
  "no-state": { callback: (said) => without(said, "state") },
  "wrong-state": { callback: (said) => ({ ...said, state: "the-state-of-somebody-else" }) },
  "no-code": { callback: withoutCode },
  "wrong-code": { callback: (said) => ({ ...said, code: "the-code-of-somebody-else" }) },
  "error-with-html": {
    callback: (said) => ({ ...withoutCode(said), error: "access_denied", error_description: MARKUP }),
  },
  "error-with-code": { callback: (said) => ({ ...said, error: "access_denied" }) },
  "server-error": { callback: (said) => ({ ...withoutCode(said), error: "server_error", error_description: MARKUP }) },
  "more-parameters": { callback: (said) => ({ session_state: "a.b", ...said, more: "of it" }) },
  "other-issuer-in-discovery": { discovery: (said) => ({ ...said, issuer: "https://elsewhere.example.org" }) },
  "issuer-with-slash-in-discovery": { discovery: (said) => ({ ...said, issuer: `${String(said.issuer)}/` }) },
  "token-endpoint-elsewhere": { discovery: (said) => ({ ...said, token_endpoint: "http://169.254.0.1/token" }) },
  "no-jwks-in-discovery": { discovery: (said) => without(said, "jwks_uri") },
  "iss-not-announced": {
    discovery: (said) => without(said, "authorization_response_iss_parameter_supported"),
    callback: (said) => without(said, "iss"),
  },
});
