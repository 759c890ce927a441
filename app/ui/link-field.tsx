import { linkField } from "../guards/link-field.ts";

/** Says which link from a mail this form was made for, should another one be opened in this browser before it is sent. */
export const LinkField = ({ mark }: { mark: string }) => <input type="hidden" name={linkField} value={mark} />;
