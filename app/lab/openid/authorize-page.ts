import { escaped } from "../html.ts";
import type { Asked } from "../asked.ts";
import { html, type Answer } from "../answer.ts";
import { choiceHtml } from "../choice.ts";
import type { LabPerson } from "../people.ts";

/** Who somebody is; what the app asked for travels in the form. */
export const choicePage = ({ path, parameters }: Asked, people: readonly LabPerson[], app: string): Answer => {
  const hidden = [...parameters].filter(([name]) => name !== "person");
  return html(200, "Who are you?", choiceHtml({ app, action: path, hidden, people }));
};

/** For an address to which nobody may be sent, hence without a way on. Null: the app itself is not known. */
export const wrongAddressPage = (address: string | null): Answer =>
  html(
    400,
    "This cannot go on",
    address === null
      ? "<p>The lab does not know the app that sent you (client_id).</p>"
      : `<p>The app that sent you wants you back at <code>${escaped(address)}</code>, which was not agreed upon (redirect_uri).</p>`,
  );
