// graphql-codegen with its client preset, as front ends configure it; SDL, DOCUMENTS and OUT come from the environment.
export default {
  schema: process.env.SDL,
  documents: process.env.DOCUMENTS,
  generates: {
    [process.env.OUT]: {
      preset: "client",
      presetConfig: { persistedDocuments: true, fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          Date: "string",
          DateTime: "string",
          MaskedAddress: "string",
          MaskedIdentity: "string",
          MaskedName: "string",
          MaskedPhone: "string",
        },
      },
    },
  },
};
