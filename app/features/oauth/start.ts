/** Where they come back to: each way in has the way back that belongs to it (OL-11), and each provider its own (OC12). */
export const callbackFor = (name: string, pathname: string): string =>
  pathname.startsWith("/oauth2/") ? `/login/oauth2/code/${name}` : `/auth/${name}/callback`;
