import { ButtonLink } from "./button-link.tsx";
import { useText } from "./intl.tsx";

/** The places elsewhere through which people can sign in: links, since what a form leads to stays within this app. */
export function SignInPlaces({ places }: { places: readonly { label: string; address: string }[] }) {
  const text = useText("signIn.through");
  return (
    <section aria-labelledby="sign-in-places" className="mt-6 border-t border-line pt-5">
      <h2 id="sign-in-places" className="text-sm text-ink-soft">
        {text("title")}
      </h2>
      <ul className="mt-3 grid gap-2">
        {places.map(({ label, address }) => (
          <li key={address} className="grid">
            <ButtonLink to={address} reloadDocument>
              {label}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
