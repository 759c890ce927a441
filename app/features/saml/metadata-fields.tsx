import type { ChangeEvent } from "react";
import { useRef } from "react";

import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { useText } from "#app/ui/intl.tsx";
import { TextAreaField } from "#app/ui/text-area-field.tsx";
import { TextField } from "#app/ui/text-field.tsx";

type MetadataFieldsProps = {
  typed?: { metadata: string; metadataUrl: string } | undefined;
  error?: { at: "metadata" | "metadataUrl"; text: string } | undefined;
};

/** Asks for an identity provider's metadata: its address, or the file itself, chosen or pasted. */
export function MetadataFields({ typed, error }: MetadataFieldsProps) {
  const text = useText("saml.metadata");
  const area = useRef<HTMLDivElement>(null);
  const errorAt = (field: "metadata" | "metadataUrl") => (error?.at === field ? error.text : undefined);
  // Forms carry text alone, so the file is read here, into the field in which it can be pasted without a script too.
  const takeFile = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const field = area.current?.querySelector("textarea");
    const file = target.files?.[0];
    if (field && file) field.value = await file.text();
  };
  return (
    <>
      <TextField
        name="metadataUrl"
        type="url"
        label={text("url")}
        hint={text("urlHint")}
        error={errorAt("metadataUrl")}
        defaultValue={typed?.metadataUrl}
        placeholder="https://login.example.com/saml/metadata"
        autoComplete="off"
        spellCheck={false}
      />
      {useHydrated() && (
        <Field name="metadataFile" label={text("file")} hint={text("fileHint")}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".xml,text/xml,application/xml"
              onChange={takeFile}
              className="w-full min-w-0 file:mr-3 file:h-10 file:cursor-pointer file:rounded-md file:border file:border-control file:bg-surface file:px-4 file:font-medium"
            />
          )}
        </Field>
      )}
      <div ref={area}>
        <TextAreaField
          name="metadata"
          label={text("text")}
          hint={text("textHint")}
          error={errorAt("metadata")}
          defaultValue={typed?.metadata}
          rows={6}
        />
      </div>
    </>
  );
}
