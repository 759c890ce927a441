import { ButtonLink } from "../button-link.tsx";
import { Card } from "../card.tsx";
import { useText } from "../intl.tsx";

/** The places elsewhere that somebody can connect to their account. */
export function PlacesToConnect({ places }: { places: readonly { label: string; address: string }[] }) {
  const text = useText("signInMethods");
  return (
    <Card title={text("add")} text={text("addText")}>
      <ul className="flex flex-wrap gap-3">
        {places.map(({ label, address }) => (
          <li key={address}>
            <ButtonLink to={address} reloadDocument>
              {text("connect", { label })}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
