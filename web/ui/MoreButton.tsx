// The next page of a list.
import { Button } from "antd";
import { t } from "i18next";

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

export function MoreButton({ of }: { of: Paged }) {
  if (!of.hasNextPage) return null;
  return (
    <div className="more">
      <Button loading={of.isFetchingNextPage} onClick={() => of.fetchNextPage()}>
        {t("common.more")}
      </Button>
    </div>
  );
}
