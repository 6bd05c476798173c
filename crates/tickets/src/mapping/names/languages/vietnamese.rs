//! Names in Vietnamese.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?mã yêu cầu",
            "?mã phiếu",
            "?số phiếu",
            "?mã sự cố",
            "?mã ticket",
            "?mã số",
            "?mã",
        ],
    ),
    (Field::Summary, &["tiêu đề", "?chủ đề", "?tóm tắt"]),
    (
        Field::Description,
        &[
            "mô tả",
            "?nội dung",
            "?mô tả chi tiết",
            "?nội dung yêu cầu",
            "?chi tiết",
            "?nội dung phản ánh",
            "?đánh giá",
        ],
    ),
    (
        Field::Comments,
        &["bình luận", "?ghi chú", "?phản hồi", "?nhận xét"],
    ),
    (
        Field::CreatedAt,
        &[
            "ngày tạo",
            "thời gian tạo",
            "?ngày gửi",
            "?ngày",
            "?ngày tiếp nhận",
            "?thời gian",
            "?ngày yêu cầu",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "ngày cập nhật",
            "?cập nhật",
            "?thời gian cập nhật",
            "?cập nhật lần cuối",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "?ngày hoàn thành",
            "?ngày đóng",
            "?ngày giải quyết",
            "?thời gian hoàn thành",
        ],
    ),
    (Field::Status, &["trạng thái", "?tình trạng"]),
    (
        Field::Priority,
        &["độ ưu tiên", "mức độ ưu tiên", "mức ưu tiên", "?ưu tiên"],
    ),
    (Field::IssueType, &["?loại yêu cầu", "?loại", "?loại phiếu"]),
    (Field::Product, &["sản phẩm"]),
    (Field::Components, &["?danh mục", "?phân loại", "?hạng mục"]),
    (
        Field::Assignee,
        &[
            "người xử lý",
            "người được giao",
            "?người phụ trách",
            "?nhân viên",
        ],
    ),
    (
        Field::Reporter,
        &[
            "người tạo",
            "người yêu cầu",
            "?người gửi",
            "?họ tên",
            "?họ và tên",
        ],
    ),
    (Field::Organization, &["?công ty", "?đơn vị"]),
    (Field::Team, &["?phòng ban", "?bộ phận", "?nhóm"]),
    (Field::Channel, &["?kênh"]),
    (Field::Customer, &["khách hàng", "tên khách hàng"]),
    (Field::DueAt, &["?hạn xử lý", "?ngày hết hạn", "?hạn chót"]),
];
