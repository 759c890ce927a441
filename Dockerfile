FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/drizzle ./drizzle
COPY --from=build /app/app/server/main.js /app/app/server/load.js ./app/server/
COPY --from=build /app/app/commands/run.js ./app/commands/
USER node
EXPOSE 3000
# Once for each release, with a role that may change tables: npm run db:migrate
CMD ["node", "--max-semi-space-size=16", "app/server/main.js"]
