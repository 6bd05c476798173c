//! Names in Korean.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?티켓 번호",
            "?티켓번호",
            "?번호",
            "?티켓 id",
            "?문의 번호",
            "?접수번호",
            "?티켓",
        ],
    ),
    (Field::Summary, &["요약", "제목", "?건명"]),
    (
        Field::Description,
        &["설명", "?내용", "?본문", "?문의 내용", "?메시지"],
    ),
    (Field::Comments, &["댓글", "코멘트", "?의견"]),
    (
        Field::CreatedAt,
        &[
            "생성일",
            "생성됨",
            "작성일",
            "생성일시",
            "등록일",
            "만든 날짜",
            "만듦",
            "생성 날짜",
            "등록",
            "?접수일",
            "?날짜",
            "?등록일시",
            "?생성 시간",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "업데이트",
            "업데이트됨",
            "수정일",
            "업데이트 날짜",
            "변경일",
            "업데이트일",
            "?변경",
            "?수정일시",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "해결됨",
            "해결일",
            "해결 날짜",
            "해결일시",
            "?완료일",
            "?종료일",
        ],
    ),
    (Field::Status, &["상태"]),
    (Field::Priority, &["우선순위", "우선 순위"]),
    (
        Field::IssueType,
        &["이슈 유형", "이슈 종류", "업무 유형", "일감 유형", "?유형"],
    ),
    (Field::Project, &["프로젝트 이름", "?프로젝트"]),
    (Field::Product, &["제품"]),
    (
        Field::Components,
        &["구성 요소", "컴포넌트", "?범주", "?카테고리"],
    ),
    (Field::Assignee, &["담당자"]),
    (
        Field::Reporter,
        &["보고자", "?작성자", "?요청자", "?등록자", "?저자"],
    ),
    (Field::Organization, &["조직", "?회사"]),
    (Field::Labels, &["레이블", "라벨", "?태그"]),
    (Field::Team, &["팀", "?그룹", "?부서"]),
    (Field::Channel, &["채널"]),
    (Field::Customer, &["고객", "고객명"]),
    (Field::Satisfaction, &["만족도", "고객 만족도"]),
    (Field::DueAt, &["기한", "마감일", "만기일"]),
    (Field::TimeSpentMinutes, &["소요시간", "소요 시간"]),
];
