/** False where the authorization server is off: the protocol does not run on an older Node.js. */
export const isServing: boolean = Number(process.versions.node.split(".")[0]) >= 22;

/** The status of an address of the authorization server: 404 where it is off. */
export const whenServing = (status: number): number => (isServing ? status : 404);
