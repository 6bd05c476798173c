import { queryOptions } from "@tanstack/react-query";
import { body, open } from "@/api/open";

/** What a link is about, before it does anything. */
export const subscription = (token: string) =>
  queryOptions({
    queryKey: ["subscription", token],
    queryFn: ({ signal }) => body(open.GET("/api/report/unsubscribe", { params: { query: { token } }, signal })),
    staleTime: Infinity,
  });

/** Who wants to send what, before the address says yes to it. */
export const question = (token: string) =>
  queryOptions({
    queryKey: ["confirmation", token],
    queryFn: ({ signal }) => body(open.GET("/api/report/confirm", { params: { query: { token } }, signal })),
    staleTime: Infinity,
  });

export const unsubscribe = (token: string, everything: boolean) =>
  body(open.POST("/api/report/unsubscribe", { params: { query: { token, everything } } }));
export const resubscribe = (token: string) =>
  body(open.DELETE("/api/report/unsubscribe", { params: { query: { token } } }));
export const confirm = (token: string) => body(open.POST("/api/report/confirm", { params: { query: { token } } }));
